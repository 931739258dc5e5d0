"""A portal out of Akoma Ntoso: static pages that need no server and no script to be read.

    from akn_convert.site import Settings, build_site
    build_site([Path("converted")], Path("public"), Settings(language="fr"))

Needs the extra `site` (Jinja2).
"""

from akn_convert.site.build import Built, build_site
from akn_convert.site.config import Settings

__all__ = ["Built", "Settings", "build_site"]
