package dev.kehu.platform.download;

import dev.kehu.platform.answer.Unavailable;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageNotReadableException;

import java.io.IOException;
import java.util.List;

/**
 * Writes downloads by the request's own thread: a long one must not meet the time limit of
 * asynchronous answers.
 */
public final class Downloads implements HttpMessageConverter<Download> {
    @Override
    public boolean canRead(Class<?> type, @Nullable MediaType media) {
        return false;
    }

    @Override
    public boolean canWrite(Class<?> type, @Nullable MediaType media) {
        return type == Download.class;
    }

    @Override
    public List<MediaType> getSupportedMediaTypes() {
        return List.of(MediaType.ALL);
    }

    @Override
    public Download read(Class<? extends Download> type, HttpInputMessage message) {
        throw new HttpMessageNotReadableException("Downloads are not read", message);
    }

    @Override
    public void write(Download download, @Nullable MediaType type, HttpOutputMessage message)
            throws IOException {
        if (type != null) message.getHeaders().setContentType(type);
        try {
            download.write(message.getBody());
        } catch (Unavailable before) { // thrown by who made no row yet
            throw before;
        } catch (RuntimeException failure) {
            throw new BrokenOff(failure);
        }
        message.getBody().flush();
    }
}
