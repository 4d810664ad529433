package dev.kehu.platform.viewstore.embedded;

import de.bwaldvogel.mongo.bson.Document;

/** A document on its way out, with its stored size in bytes. */
record Found(String id, Document document, int bytes) {}
