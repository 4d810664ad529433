package dev.kehu.disclosure;

import dev.kehu.control.OperatorLooks;
import dev.kehu.disclosure.PersonArchive.Written;
import dev.kehu.kernel.Refusal;

import org.springframework.stereotype.Component;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** The archive as a file nobody but its owner can read. */
@Component
public class PersonFile {
    private final PersonArchive archive;
    private final OperatorLooks looks;

    PersonFile(PersonArchive archive, OperatorLooks looks) {
        this.archive = archive;
        this.looks = looks;
    }

    /** Where it is, and what it holds. */
    public record Made(String file, Written written) {}

    /**
     * Writes {@code kehu-customer-….zip} into the directory; what broke off is removed.
     *
     * @throws Refusal as {@link PersonArchive#whom}; {@code export.exists}
     */
    public Made make(String customer, Path directory) {
        Whom whom = archive.whom(customer);
        looks.at(whom.members(), "privacy export", "subject-access");
        Path file = directory.resolve("kehu-" + whom.customer() + ".zip");
        boolean done = false;
        try (OutputStream out = fresh(file)) {
            Written written = archive.write(whom, out);
            done = true;
            return new Made(file.toString(), written);
        } catch (FileAlreadyExistsException there) {
            done = true;
            throw Refusal.conflict("export.exists", file + " exists already; move it away");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } finally {
            if (!done) {
                remove(file);
            }
        }
    }

    /** Private from its first moment: a mode set later would come too late. */
    private static OutputStream fresh(Path file) throws IOException {
        boolean modes = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        FileAttribute<?>[] mine =
                modes
                        ? new FileAttribute<?>[] {
                            PosixFilePermissions.asFileAttribute(
                                    PosixFilePermissions.fromString("rw-------"))
                        }
                        : new FileAttribute<?>[0];
        return Channels.newOutputStream(
                Files.newByteChannel(
                        file,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        mine));
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
