package dev.kehu.bench.workload;

import dev.kehu.platform.search.text.Pinyin;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Made-up customers by number, and what somebody types to find one, key by key. */
public record People(long seed, int count) {
    private static final String SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹";
    private static final String GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华建国文玉兰红梅志鹏飞雪琳宇浩然子轩欣怡梓涵思远佳";
    private static final String[] FIRST = {
        "Anna", "Jürgen", "Søren", "María", "John", "Zoë", "Luc", "Olga", "Peter", "Ingrid"
    };
    private static final String[] LAST = {
        "Müller", "Smith", "García", "Novák", "Larsen", "Rossi", "Dubois", "Kowalski", "Berg"
    };
    private static final String[] HOSTS = {"example.org", "mail.example.com", "firm.example"};
    private static final int WAYS = 7;

    private SplittableRandom random(int customer) {
        return new SplittableRandom(seed * 31 + customer);
    }

    public String id(int customer) {
        long scattered = (customer + 1) * 0x9E3779B97F4A7C15L; // ids are random in the product too
        return "customer-%016x".formatted(scattered);
    }

    public String code(int customer) {
        return "K-%07d".formatted(customer);
    }

    public String name(int customer) {
        SplittableRandom random = random(customer);
        if (random.nextInt(5) == 0) {
            return FIRST[random.nextInt(FIRST.length)] + " " + LAST[random.nextInt(LAST.length)];
        }
        int surname =
                Math.min(random.nextInt(SURNAMES.length()), random.nextInt(SURNAMES.length()));
        StringBuilder name = new StringBuilder().append(SURNAMES.charAt(surname));
        for (int given = 1 + random.nextInt(3) / 2 + random.nextInt(2); given > 0; given--) {
            name.append(GIVEN.charAt(random.nextInt(GIVEN.length())));
        }
        return name.toString();
    }

    public String phone(int customer) {
        SplittableRandom random = new SplittableRandom(seed * 37 + customer);
        return "+861" + (3 + random.nextInt(7)) + "%09d".formatted(random.nextInt(1_000_000_000));
    }

    public String mail(int customer) {
        SplittableRandom random = new SplittableRandom(seed * 41 + customer);
        String host = HOSTS[random.nextInt(HOSTS.length)];
        return pinyin(name(customer), false) + customer % 10_000 + "@" + host;
    }

    /** Everything the search box holds while one customer is looked for, one key after another. */
    public List<String> typed(SplittableRandom random) {
        int customer = random.nextInt(count);
        String name = name(customer);
        String whole =
                switch (random.nextInt(WAYS)) {
                    case 0 -> pinyin(name, true);
                    case 1 -> pinyin(name, false);
                    case 2 -> phone(customer).substring(4, 11);
                    case 3 -> mail(customer).substring(0, 8);
                    case 4 -> code(customer);
                    case 5 -> pinyin(name, true) + " " + phone(customer).substring(8);
                    default -> name;
                };
        List<String> keys = new ArrayList<>();
        for (int end = 1; end <= whole.length(); end++) {
            keys.add(whole.substring(0, end));
        }
        return keys;
    }

    private static String pinyin(String name, boolean initials) {
        StringBuilder typed = new StringBuilder();
        name.codePoints()
                .forEach(
                        c -> {
                            List<String> readings = Pinyin.table().of(c);
                            if (readings.isEmpty()) {
                                typed.appendCodePoint(c == ' ' ? '.' : c);
                            } else {
                                String reading = readings.getFirst();
                                typed.append(initials ? reading.substring(0, 1) : reading);
                            }
                        });
        return typed.toString();
    }
}
