package vn.bdhvs.bench.viewers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** All viewers of one server, on one thread. Who loses the stream opens it again after a second. */
final class Crowd {

    /** Fewer than there are ports for one address. */
    private static final int OF_ONE_ADDRESS = 20_000;

    private static final int BUFFER = 1 << 16;
    private static final long TURN_MS = 10;
    private static final long RETRY_MS = 1_000;

    private final InetSocketAddress server;
    private final byte[] request;
    private final long behindMs;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
    private final List<Viewer> viewers = new ArrayList<>();
    private final Deque<Viewer> waiting = new ArrayDeque<>();
    private Lags lags = new Lags();
    private Lags next = lags;
    private long nextAt;
    private int open;
    private int connecting;
    private long errors;
    private long closedByServer;

    /**
     * Nobody yet.
     *
     * @param behindMs how far the clock that frames are stamped by is behind
     */
    Crowd(int port, String request, long behindMs) throws IOException {
        this.server = new InetSocketAddress("127.0.0.1", port);
        this.request = request.getBytes(StandardCharsets.US_ASCII);
        this.behindMs = behindMs;
        this.selector = Selector.open();
    }

    List<Viewer> viewers() {
        return viewers;
    }

    int open() {
        return open;
    }

    /** Who has asked for a stream and has no answer yet. */
    int connecting() {
        return connecting;
    }

    /** Streams that were refused or broke. */
    long errors() {
        return errors;
    }

    /** Streams that the server ended. */
    long closedByServer() {
        return closedByServer;
    }

    /** From now on what is seen is noted here. */
    void noteIn(Lags now) {
        lags = now;
        next = now;
    }

    /** From a time on what is seen is noted here. */
    void noteIn(Lags later, long fromMs) {
        next = later;
        nextAt = fromMs;
    }

    /** One more comes. */
    void add() throws IOException {
        Viewer viewer = new Viewer(viewers.size());
        viewers.add(viewer);
        connect(viewer);
    }

    void connect(Viewer viewer) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        int address = viewer.number() / OF_ONE_ADDRESS;
        if (address > 0) {
            channel.bind(new InetSocketAddress("127.0.0." + (1 + address), 0));
        }
        viewer.connect(channel.register(selector, SelectionKey.OP_CONNECT, viewer));
        connecting++;
        try {
            channel.connect(server);
        } catch (IOException e) {
            fail(viewer);
        }
    }

    void disconnect(Viewer viewer) throws IOException {
        SelectionKey key = viewer.key();
        if (key == null) {
            return;
        }
        if (viewer.isOpen()) {
            open--;
        } else {
            connecting--;
        }
        key.channel().close();
        viewer.lose(System.currentTimeMillis() + RETRY_MS);
    }

    private void fail(Viewer viewer) throws IOException {
        errors++;
        disconnect(viewer);
        waiting.add(viewer);
    }

    /** Takes in what there is; waits a little if there is nothing. */
    void turn() throws IOException {
        selector.select(TURN_MS);
        if (System.currentTimeMillis() >= nextAt) {
            lags = next;
        }
        for (SelectionKey key : selector.selectedKeys()) {
            Viewer viewer = (Viewer) key.attachment();
            if (key.isValid() && viewer.key() == key) {
                try {
                    look(key, viewer);
                } catch (IOException e) {
                    fail(viewer);
                }
            }
        }
        selector.selectedKeys().clear();
        while (!waiting.isEmpty() && waiting.element().retryAt() <= System.currentTimeMillis()) {
            connect(waiting.remove());
        }
    }

    private void look(SelectionKey key, Viewer viewer) throws IOException {
        SocketChannel channel = (SocketChannel) key.channel();
        if (key.isConnectable()) {
            channel.finishConnect();
            if (channel.write(ByteBuffer.wrap(request)) < request.length) {
                throw new IOException("the request does not fit");
            }
            key.interestOps(SelectionKey.OP_READ);
            return;
        }
        buffer.clear();
        int count = channel.read(buffer);
        if (count > 0) {
            take(key, viewer, count);
        }
        if (count < 0 || viewer.stream().hasEnded()) {
            closedByServer++;
            disconnect(viewer);
            waiting.add(viewer);
        }
    }

    private void take(SelectionKey key, Viewer viewer, int count) throws IOException {
        long now = System.currentTimeMillis() - behindMs;
        int from = 0;
        if (!viewer.isOpen()) {
            from = viewer.stream().take(buffer.array(), 0, count, now, lags);
            if (!viewer.isOpen()) {
                return;
            }
            connecting--;
            open++;
            if (!viewer.stream().isGranted()) {
                throw new IOException("the stream was refused");
            }
        }
        if (viewer.reads()) {
            viewer.stream().take(buffer.array(), from, count, now, lags);
        } else {
            key.interestOps(0);
        }
    }
}
