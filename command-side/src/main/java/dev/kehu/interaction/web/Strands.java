package dev.kehu.interaction.web;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parts items into strands: what shares a key, directly or through others, stays together and in
 * order (union-find).
 */
final class Strands<T> {
    private final Map<String, String> parents = new HashMap<>();
    private final Map<T, String> items = new LinkedHashMap<>();

    void add(T item, List<String> keys) {
        String root = root(keys.getFirst());
        keys.forEach(key -> parents.put(root(key), root));
        items.put(item, root);
    }

    /** The strands, each in the order its items were added. */
    List<List<T>> all() {
        Map<String, List<T>> strands = new LinkedHashMap<>();
        items.forEach(
                (item, key) ->
                        strands.computeIfAbsent(root(key), k -> new ArrayList<>()).add(item));
        Collection<List<T>> all = strands.values();
        return List.copyOf(all);
    }

    private String root(String key) {
        String root = key;
        while (parents.containsKey(root) && !parents.get(root).equals(root)) {
            root = parents.get(root);
        }
        if (!root.equals(key)) {
            parents.put(key, root); // the next look is short
        }
        return root;
    }
}
