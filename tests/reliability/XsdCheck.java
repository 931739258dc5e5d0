import java.io.File;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.*;
import org.xml.sax.*;
/** Prints "valid NAME" or "invalid NAME: reason" for each document, by Apache Xerces. */
public class XsdCheck {
  public static void main(String[] args) throws Exception {
    SchemaFactory factory = new org.apache.xerces.jaxp.validation.XMLSchemaFactory();
    Schema schema = factory.newSchema(new File(args[0]));
    for (int i = 1; i < args.length; i++) {
      try {
        schema.newValidator().validate(new StreamSource(new File(args[i])));
        System.out.println("valid " + args[i]);
      } catch (SAXException e) {
        System.out.println("invalid " + args[i] + ": " + e.getMessage());
      }
    }
  }
}
