package dev.kehu.platform.bson;

import org.bson.BsonDocument;
import org.bson.BsonValue;

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
    public BsonValue write(Object value) {
        BsonDocument document = new BsonDocument();
        ((SortedMap<?, ?>) value)
                .forEach((key, each) -> document.append(escape((String) key), element.write(each)));
        return document;
    }

    @Override
    public Object read(BsonValue stored) {
        TreeMap<String, Object> map = new TreeMap<>();
        stored.asDocument().forEach((key, each) -> map.put(unescape(key), element.read(each)));
        return Collections.unmodifiableSortedMap(map);
    }

    private static String escape(String key) {
        return key.replace("%", "%25")
                .replace("+", "%2B")
                .replace(".", "%2E")
                .replace("$", "%24")
                .replace("\0", "%00");
    }

    private static String unescape(String key) {
        return key.indexOf('%') < 0 ? key : URLDecoder.decode(key, StandardCharsets.UTF_8);
    }
}
