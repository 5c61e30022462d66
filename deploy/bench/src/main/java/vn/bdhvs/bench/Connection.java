package vn.bdhvs.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One connection that is kept open, and a request at a time on it. It costs the machine that it shares with what it measures as little as
 * can be: a client that does more would be measured too.
 */
final class Connection implements AutoCloseable {

    private final int port;
    private final String head;
    private Socket socket;
    private InputStream in;

    /**
     * Connects.
     *
     * @param path that is posted to
     * @param token of who asks
     */
    Connection(int port, String path, String token) throws IOException {
        this.port = port;
        this.socket = connect(port);
        this.in = new BufferedInputStream(socket.getInputStream());
        this.head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + token
                + "\r\nContent-Type: application/json\r\nContent-Length: ";
    }

    private static Socket connect(int port) throws IOException {
        Socket connected = new Socket("127.0.0.1", port);
        connected.setTcpNoDelay(true);
        return connected;
    }

    /** Posts JSON, and returns the status when the whole answer has been read. */
    int post(String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        socket.getOutputStream().write((head + body.length + "\r\n\r\n" + json).getBytes(StandardCharsets.UTF_8));
        String status = line();
        int length = 0;
        boolean chunked = false;
        boolean closes = false;
        for (String header = line(); !header.isEmpty(); header = line()) {
            String small = header.toLowerCase(Locale.ROOT);
            if (small.startsWith("content-length:")) {
                length =
                        Integer.parseInt(small.substring(small.indexOf(':') + 1).trim());
            }
            closes |= small.startsWith("connection:") && small.contains("close");
            chunked |= small.startsWith("transfer-encoding:") && small.contains("chunked");
        }
        if (chunked) {
            int size;
            do {
                size = Integer.parseInt(line().trim(), 16);
                in.skipNBytes(size);
                line();
            } while (size > 0);
        } else {
            in.skipNBytes(length);
        }
        if (closes) {
            close();
            socket = connect(port);
            in = new BufferedInputStream(socket.getInputStream());
        }
        return Integer.parseInt(status.split(" ")[1]);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the connection was closed");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
