package dev.kehu.disclosure;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

import java.io.IOException;

/** The archive over HTTP. */
@RestController
class PersonArchiveApi {
    private final PersonArchive archive;

    PersonArchiveApi(PersonArchive archive) {
        this.archive = archive;
    }

    /**
     * Everything about one person as a ZIP archive. Written by the request's own thread: a long one
     * must not meet the time limit of asynchronous answers. One that broke off has no manifest.
     */
    @GetMapping(value = "/v1/customers/{id}/export", produces = "application/zip")
    void export(@PathVariable String id, HttpServletResponse response) throws IOException {
        Whom whom = archive.whom(id);
        String file = "kehu-" + whom.customer() + ".zip";
        response.setContentType("application/zip");
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment().filename(file).build().toString());
        archive.write(whom, response.getOutputStream());
    }
}
