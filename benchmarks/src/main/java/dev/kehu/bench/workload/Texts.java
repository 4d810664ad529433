package dev.kehu.bench.workload;

import java.util.SplittableRandom;

/** Texts as people write them into a customer file: sentences of common words, some in Chinese. */
final class Texts {
    private static final String[] WORDS =
            ("the customer asked about delivery of order and invoice was told that parts are on"
                 + " stock called again because price list changed wants a quote for next month"
                 + " with discount confirmed address sent sample unhappy about late return promised"
                 + " to check with warehouse by Friday prefers email over phone new contact in"
                 + " purchasing asked for warranty terms repair finished paid by transfer thanked"
                 + " for quick help needs certificate of origin")
                    .split(" ");
    private static final String[] CHINESE = {
        "客户询问交货时间，", "已确认订单数量，", "希望下月报价，", "对延迟表示不满，", "已安排退货。", "请财务核对发票。"
    };
    private static final int CHINESE_IN = 6;
    private static final int BYTES_OF_HAN = 3;
    private static final int SENTENCE = 9;

    private Texts() {}

    /** About {@code bytes} bytes of UTF-8. */
    static String of(SplittableRandom random, int bytes) {
        StringBuilder text = new StringBuilder(bytes + 16);
        boolean chinese = random.nextInt(CHINESE_IN) == 0;
        int length = chinese ? bytes / BYTES_OF_HAN : bytes;
        int words = 0;
        while (text.length() < length) {
            if (chinese) {
                text.append(CHINESE[random.nextInt(CHINESE.length)]);
                continue;
            }
            if (words > 0) {
                text.append(words % SENTENCE == 0 ? ". " : " ");
            }
            text.append(WORDS[random.nextInt(WORDS.length)]);
            words++;
        }
        return text.toString();
    }
}
