package dev.kehu.platform.outbox;

/**
 * One command on its way. Letters of one owner are sent in the order written, each when the one
 * before is settled.
 *
 * @param processor who decided on it; the actor of the command
 * @param owner the saga, or whatever else keeps an order
 * @param step names the effect within its owner; with it the request id, so that the effect happens
 *     once however often it is sent
 * @param command short name of its class
 * @param body JSON
 */
public record Letter(
        long id, String processor, String owner, String step, String command, String body) {
    public String request() {
        return owner + '/' + step;
    }
}
