package dev.kehu.access;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.Map;

/**
 * A request nobody has made, to ask the rules what they would say. The one Spring Security supposes
 * knows neither how it came nor attributes, and our rules look at both.
 */
final class Supposed extends HttpServletRequestWrapper {
    private final Map<String, Object> attributes = new HashMap<>();

    Supposed(HttpServletRequest request) {
        super(request);
    }

    @Override
    public DispatcherType getDispatcherType() {
        return DispatcherType.REQUEST;
    }

    @Override
    public @Nullable Object getAttribute(String name) {
        return attributes.get(name);
    }

    @Override
    public void setAttribute(String name, Object value) {
        attributes.put(name, value);
    }

    @Override
    public void removeAttribute(String name) {
        attributes.remove(name);
    }
}
