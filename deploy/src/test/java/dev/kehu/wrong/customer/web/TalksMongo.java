package dev.kehu.wrong.customer.web;

import org.bson.BsonDocument;

/** The edge of commands knows no documents. */
record TalksMongo(BsonDocument document) {}
