package dev.kehu.platform.bson;

import org.bson.BsonReader;
import org.bson.BsonType;
import org.bson.BsonWriter;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A map by text as a document; signs a field name may not hold are escaped. */
record MapPart(Part element) implements Part {
    @Override
    public boolean absent(Object value) {
        return ((Map<?, ?>) value).isEmpty();
    }

    @Override
    public Object missing() {
        return Collections.emptySortedMap();
    }

    @Override
    public void write(BsonWriter out, Object value) {
        out.writeStartDocument();
        ((SortedMap<?, ?>) value)
                .forEach(
                        (key, each) -> {
                            out.writeName(escape((String) key));
                            element.write(out, each);
                        });
        out.writeEndDocument();
    }

    @Override
    public Object read(BsonReader in) {
        TreeMap<String, Object> map = new TreeMap<>();
        in.readStartDocument();
        while (in.readBsonType() != BsonType.END_OF_DOCUMENT)
            map.put(unescape(in.readName()), element.read(in));
        in.readEndDocument();
        return Collections.unmodifiableSortedMap(map);
    }

    private static String escape(String key) {
        return isPlain(key)
                ? key
                : key.replace("%", "%25")
                        .replace("+", "%2B")
                        .replace(".", "%2E")
                        .replace("$", "%24")
                        .replace("\0", "%00");
    }

    private static boolean isPlain(String key) {
        for (int i = 0; i < key.length(); i++)
            switch (key.charAt(i)) {
                case '%', '+', '.', '$', '\0' -> {
                    return false;
                }
                default -> {}
            }
        return true;
    }

    private static String unescape(String key) {
        return key.indexOf('%') < 0 ? key : URLDecoder.decode(key, StandardCharsets.UTF_8);
    }
}
