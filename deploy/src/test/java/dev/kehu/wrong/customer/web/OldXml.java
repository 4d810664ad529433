package dev.kehu.wrong.customer.web;

import org.axonframework.serialization.xml.XStreamSerializer;

/** The serializer that runs what it reads. */
final class OldXml {
    Class<?> serializer() {
        return XStreamSerializer.class;
    }
}
