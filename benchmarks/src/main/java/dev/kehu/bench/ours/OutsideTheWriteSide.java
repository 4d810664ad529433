package dev.kehu.bench.ours;

import dev.kehu.platform.commandbus.Commands;

import org.springframework.core.type.classreading.MetadataReader;
import org.springframework.core.type.classreading.MetadataReaderFactory;
import org.springframework.core.type.filter.TypeFilter;

import java.io.IOException;

/** Recognises what does not come from the write side's own module, wherever its packages move. */
public final class OutsideTheWriteSide implements TypeFilter {
    private static final String HOME =
            Commands.class.getProtectionDomain().getCodeSource().getLocation().toString();

    @Override
    public boolean match(MetadataReader type, MetadataReaderFactory others) throws IOException {
        String place = type.getResource().getURL().toString();
        return !place.startsWith(HOME) && !place.startsWith("jar:" + HOME);
    }
}
