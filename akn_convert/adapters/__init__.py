"""Other people's engines: each module here imports us and its engine, never the reverse."""
