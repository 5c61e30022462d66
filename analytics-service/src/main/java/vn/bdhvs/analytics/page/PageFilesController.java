package vn.bdhvs.analytics.page;

import io.swagger.v3.oas.annotations.Hidden;
import java.time.Duration;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * Serves the page's files: those of this version to be kept for good; under any other version too, for pages that an instance
 * of that version has served, but to be kept by nobody.
 */
@Hidden
@RestController
class PageFilesController {

    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).immutable().cachePublic();
    private static final String GZIP = "gzip";

    private final PageFiles files;

    PageFilesController(PageFiles files) {
        this.files = files;
    }

    @GetMapping("/" + PageFiles.PATH + "/{version}/{*path}")
    ResponseEntity<byte[]> file(
            @PathVariable String version,
            @PathVariable String path,
            @RequestHeader(name = HttpHeaders.ACCEPT_ENCODING, defaultValue = "") List<String> encodings) {
        return files.find(path.substring(1))
                .map(file -> answer(file, files.isVersion(version) ? FOR_GOOD : CacheControl.noStore(), encodings))
                .orElseGet(() -> ResponseEntity.notFound().build());
    }

    private ResponseEntity<byte[]> answer(PageFile file, CacheControl cache, List<String> encodings) {
        ResponseEntity.BodyBuilder answer =
                ResponseEntity.ok().contentType(file.type()).cacheControl(cache).varyBy(HttpHeaders.ACCEPT_ENCODING);
        return encodings.stream().anyMatch(encoding -> encoding.strip().startsWith(GZIP))
                ? answer.header(HttpHeaders.CONTENT_ENCODING, GZIP).body(file.zipped(files::sheet))
                : answer.body(file.plain(files::sheet));
    }
}
