package dev.kehu.demo;

/**
 * What a load came to.
 *
 * @param customers people registered, now or before
 * @param interactions purchases recorded, now or before
 * @param events recorded in the store by this load; 0 when everything was there already
 * @param seconds from the first request until every view had reached the head
 * @param eventsPerSecond recorded events by those seconds
 * @param viewsBehind events the slowest view does not show yet
 */
public record DemoReport(
        int customers,
        int interactions,
        long events,
        double seconds,
        long eventsPerSecond,
        long viewsBehind) {}
