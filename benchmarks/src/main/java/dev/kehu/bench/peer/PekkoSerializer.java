package dev.kehu.bench.peer;

import org.apache.pekko.serialization.SerializerWithStringManifest;

import java.nio.ByteBuffer;

/** Puts payload and metadata behind one another; the name is the manifest. */
final class PekkoSerializer extends SerializerWithStringManifest {
    private static final int IDENTIFIER = 20_261_122;

    PekkoSerializer() {} // called by name

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public String manifest(Object event) {
        return ((PekkoEvent) event).name();
    }

    @Override
    public byte[] toBinary(Object object) {
        PekkoEvent event = (PekkoEvent) object;
        return ByteBuffer.allocate(Integer.BYTES + event.payload().length + event.meta().length)
                .putInt(event.payload().length)
                .put(event.payload())
                .put(event.meta())
                .array();
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte[] payload = new byte[buffer.getInt()];
        buffer.get(payload);
        byte[] meta = new byte[buffer.remaining()];
        buffer.get(meta);
        return new PekkoEvent(manifest, payload, meta);
    }
}
