package dev.kehu.verifier.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

class TreeTest {
    /** The leaves everybody tests RFC 6962 with, and the roots of their first 0 to 8. */
    private static final String[] LEAVES = {
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f"
    };

    private static final String[] ROOTS = {
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"
    };

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text);
    }

    @Test
    void hasTheRootsOfTheRfc() {
        Frontier frontier = new Frontier();
        assertThat(frontier.root()).isEqualTo(hex(ROOTS[0]));
        for (int i = 0; i < LEAVES.length; i++) {
            frontier.add(Rfc6962.leaf(hex(LEAVES[i])));
            assertThat(frontier.root()).as("%d leaves", i + 1).isEqualTo(hex(ROOTS[i + 1]));
        }
    }

    /** Straight from the definition: slow, and nothing of the code that is tested. */
    private static byte[] mth(List<byte[]> hashes) {
        if (hashes.size() <= 1) {
            return hashes.isEmpty() ? Rfc6962.empty() : hashes.getFirst();
        }
        int k = 1;
        while (2 * k < hashes.size()) {
            k *= 2;
        }
        return Rfc6962.node(mth(hashes.subList(0, k)), mth(hashes.subList(k, hashes.size())));
    }

    private static List<byte[]> hashes(int count) {
        List<byte[]> hashes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hashes.add(Rfc6962.leaf(("leaf " + i).getBytes()));
        }
        return hashes;
    }

    private static Subtrees over(List<byte[]> leaves) {
        return (level, index) ->
                mth(leaves.subList((int) (index << level), (int) (index + 1 << level)));
    }

    @Test
    void provesEveryLeafOfEverySizeAndNoOtherOne() {
        for (int size = 1; size <= 40; size++) {
            List<byte[]> leaves = hashes(size);
            byte[] root = mth(leaves);
            for (int index = 0; index < size; index++) {
                List<byte[]> proof = new Proofs(over(leaves)).inclusion(index, size);
                byte[] leaf = leaves.get(index), other = leaves.get((index + 1) % size);
                assertThat(Proof.includes(index, size, leaf, proof, root)).isTrue();
                assertThat(size > 1 && Proof.includes(index, size, other, proof, root)).isFalse();
            }
        }
    }

    @Test
    void provesThatEverySizeIsTheBeginningOfEveryLarger() {
        List<byte[]> leaves = hashes(40);
        for (int to = 1; to <= leaves.size(); to++) {
            for (int from = 1; from <= to; from++) {
                byte[] before = mth(leaves.subList(0, from)), now = mth(leaves.subList(0, to));
                List<byte[]> proof = new Proofs(over(leaves)).consistency(from, to);
                assertThat(Proof.extended(from, before, to, now, proof)).isTrue();
                assertThat(from < to && Proof.extended(from, now, to, now, proof)).isFalse();
            }
        }
    }

    @Test
    void growsOnFromItsEdge() {
        List<byte[]> leaves = hashes(300);
        for (int size : new int[] {0, 1, 2, 3, 127, 128, 255, 256, 257, 299}) {
            Frontier frontier = Frontier.of(over(leaves), size);
            assertThat(frontier.root()).isEqualTo(mth(leaves.subList(0, size)));
            leaves.subList(size, 300).forEach(frontier::add);
            assertThat(frontier.root()).isEqualTo(mth(leaves));
        }
    }

    @Nested
    class ATile {
        @ParameterizedTest
        @CsvSource({
            "0, 0, 256, 0/000",
            "0, 1234067, 256, 0/x001/x234/067",
            "1, 1000, 7, 1/x001/000.p/7",
            "2, 999, 255, 2/999.p/255"
        })
        void isFoundAtItsAddress(int level, long index, int width, String path) {
            assertThat(new Tile(level, index, width).path()).isEqualTo(path);
            String[] parts = path.split("/", 2);
            assertThat(Tile.parse(parts[0], parts[1])).isEqualTo(new Tile(level, index, width));
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "64/000", "00/000", "-1/000", "0/0", "0/0000", "0/x000/001", "0/001/002",
                    "0/000.p/0", "0/000.p/256", "0/000.p/01", "0/x001", "0/../000", "a/000", "0/"
                })
        void isNowhereElse(String path) {
            String[] parts = path.split("/", 2);
            assertThatThrownBy(() -> Tile.parse(parts[0], parts[1])).isInstanceOf(Unproven.class);
        }

        @Test
        void isAsTheSpecificationCountsThem() {
            long size = 70_000;
            assertThat(Arrays.asList(Tile.partial(0, size), Tile.partial(1, size)))
                    .containsExactly(112, 17);
            assertThat(Tile.partial(2, size)).isEqualTo(1);
            assertThat(new Tile(0, 272, 256).isIn(size)).isTrue();
            assertThat(new Tile(0, 273, 112).isIn(size)).isTrue();
            assertThat(new Tile(0, 273, 113).isIn(size)).isFalse();
            assertThat(new Tile(0, 274, 1).isIn(size)).isFalse();
            assertThat(new Tile(2, 0, 1).isIn(size)).isTrue();
            assertThat(new Tile(3, 0, 1).isIn(size)).isFalse();
        }
    }
}
