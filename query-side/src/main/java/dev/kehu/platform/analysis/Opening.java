package dev.kehu.platform.analysis;

import dev.kehu.kernel.OrderedHistory;
import dev.kehu.platform.analysis.duckdb.CopyFile;
import dev.kehu.platform.analysis.duckdb.CopyFile.Folder;
import dev.kehu.platform.analysis.duckdb.CopyFile.Mark;
import dev.kehu.platform.analysis.duckdb.DuckLibrary;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;

/** Opens the copy, or makes it anew where it is missing, damaged, older or of another history. */
final class Opening {
    private static final Logger LOG = LoggerFactory.getLogger(Opening.class);

    private final AnalysisSettings settings;
    private final Content content;
    private final OrderedHistory history;
    private final Following following;

    Opening(
            AnalysisSettings settings,
            Content content,
            OrderedHistory history,
            Following following) {
        this.settings = settings;
        this.content = content;
        this.history = history;
        this.following = following;
    }

    CopyFile open() throws SQLException, IOException {
        DuckLibrary library = DuckLibrary.in(settings.nativeFolder());
        Folder folder = new Folder(settings.folder());
        String why = "it cannot be read";
        try {
            CopyFile copy = opened(library, folder);
            why = following.mismatch(copy.mark(), shape());
            if (why == null) return copy;
            copy.close();
        } catch (SQLException damaged) {
            // The file only repeats what history has: it is made again.
        }
        LOG.info("The analysts' copy is built anew: {}", why);
        CopyFile.delete(folder);
        return opened(library, folder);
    }

    private CopyFile opened(DuckLibrary library, Folder folder) throws SQLException, IOException {
        Mark blank = new Mark(history.storeId(), shape(), 0, "");
        return CopyFile.open(library, folder, content.tables(), settings.limits(), blank);
    }

    private String shape() {
        String text = content.version() + " " + content.tables();
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
