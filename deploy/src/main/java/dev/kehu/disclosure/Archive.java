package dev.kehu.disclosure;

import dev.kehu.disclosure.PersonArchive.File;
import dev.kehu.verifier.tree.Rfc6962;

import tools.jackson.databind.json.JsonMapper;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A ZIP archive file by file; the last one lists the others with their hashes. */
final class Archive {
    private final ZipOutputStream zip;
    private final JsonMapper json;
    private final List<File> files = new ArrayList<>();

    Archive(OutputStream out, JsonMapper json) {
        this.zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
        this.json = json;
    }

    List<File> files() {
        return List.copyOf(files);
    }

    private interface Filling {
        long into(OutputStream out) throws IOException;
    }

    /** A record a line. */
    void records(Part part, Whom whom) throws IOException {
        file(
                part.name() + ".jsonl",
                out -> {
                    long[] count = {0};
                    part.tell(
                            whom,
                            record -> {
                                line(record, out);
                                count[0]++;
                            });
                    return count[0];
                });
    }

    private void line(Object record, OutputStream out) {
        try {
            out.write(json.writeValueAsBytes(record));
            out.write('\n');
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void page(String title, List<Part> parts, Whom whom) throws IOException {
        file(
                "index.html",
                out -> {
                    Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                    ReadablePage page = new ReadablePage(writer);
                    page.begin(title);
                    for (Part part : parts) {
                        page.heading(part.title());
                        part.tell(whom, record -> show(record, page));
                    }
                    writer.flush();
                    return parts.size();
                });
    }

    private void show(Object record, ReadablePage page) {
        try {
            page.node(json.valueToTree(record));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void file(String name, Filling filling) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        DigestOutputStream hashed = new DigestOutputStream(new Kept(zip), Rfc6962.sha256());
        BufferedOutputStream out = new BufferedOutputStream(hashed, 64 * 1024);
        long records = filling.into(out);
        out.flush();
        zip.closeEntry();
        files.add(
                new File(
                        name,
                        records,
                        HexFormat.of().formatHex(hashed.getMessageDigest().digest())));
    }

    void finish(Object manifest) throws IOException {
        zip.putNextEntry(new ZipEntry("manifest.json"));
        zip.write(json.writeValueAsBytes(manifest));
        zip.closeEntry();
        zip.finish();
    }

    /** The archive goes on behind a file. */
    private static final class Kept extends FilterOutputStream {
        Kept(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int count) throws IOException {
            out.write(bytes, from, count);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
