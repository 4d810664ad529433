package dev.kehu.platform.reading;

import java.util.List;

/**
 * Customers that are one.
 *
 * @param survivor answers for all of them
 * @param members the survivor first, then everybody it absorbed
 */
public record Group(String survivor, List<String> members) {
    public static Group alone(String customer) {
        return new Group(customer, List.of(customer));
    }
}
