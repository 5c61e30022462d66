package vn.bdhvs.e2e.fault;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A line between a service and its document store that can be broken at an exact point: before a request reaches the
 * store, or after the store has done as told and before the service learns of it. Transparent unless told otherwise.
 */
final class MongoProxy implements AutoCloseable {

    private static final int REPLY_TO = 8;

    /** The connection is to end. */
    private static final byte[] CUT = {};

    /** Nothing goes on. */
    private static final byte[] NOTHING = {};

    private final int port;
    private final int target;
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    private final List<Fault> faults = new CopyOnWriteArrayList<>();
    private ServerSocket listening;
    private volatile boolean mute;

    MongoProxy(int port, int target) {
        this.port = port;
        this.target = target;
        back();
    }

    int port() {
        return port;
    }

    /** Begins to say what is to happen to any command upon any collection. */
    Fault.Trigger onAny() {
        return new Fault.Trigger(this, request -> !request.collection().isEmpty(), Integer.MAX_VALUE);
    }

    /** Begins to say what is to happen to a command upon a collection: {@code on("insert", "journal")}. */
    Fault.Trigger on(String command, String collection) {
        return new Fault.Trigger(
                this,
                request -> request.command().equals(command)
                        && request.collection().equals(collection),
                Integer.MAX_VALUE);
    }

    void add(Fault fault) {
        faults.add(fault);
    }

    /** Forgets all faults; what is held is cut. If the store was away it is back. */
    void clear() {
        faults.forEach(Fault::cut);
        faults.clear();
        if (mute) {
            mute = false;
            cutAll();
        }
        back();
    }

    /** The store is away: every connection is cut, and none is taken. */
    synchronized void away() {
        if (listening != null) {
            close(listening);
            listening = null;
        }
        cutAll();
    }

    /** The store is there again. */
    synchronized void back() {
        if (listening != null) {
            return;
        }
        try {
            listening = new ServerSocket();
            listening.setReuseAddress(true);
            listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            ServerSocket accepting = listening;
            thread("accepts", () -> accept(accepting));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The store is out of reach without a word: connections stay, and nothing comes over them, until cleared. */
    void mute() {
        mute = true;
    }

    /** Cuts every connection that there is now. */
    void cutAll() {
        lines.forEach(Line::cut);
    }

    private void accept(ServerSocket accepting) {
        while (!accepting.isClosed()) {
            try {
                Line line = new Line(accepting.accept());
                lines.add(line);
                thread("requests", line::carryRequests);
                thread("replies", line::carryReplies);
            } catch (IOException e) {
                // Closed, or the store itself is down: the client sees its connection end.
            }
        }
    }

    private void thread(String name, Runnable task) {
        Thread thread = new Thread(task, "proxy-" + port + "-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    private static void close(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        faults.forEach(Fault::cut);
        away();
    }

    /** One connection of the service, and ours to the store. */
    private final class Line {

        private final Socket service;
        private final Socket store;
        private final Map<Integer, Fault> repliesToFail = new ConcurrentHashMap<>();

        Line(Socket service) throws IOException {
            this.service = service;
            try {
                this.store = new Socket(InetAddress.getLoopbackAddress(), target);
            } catch (IOException e) {
                service.close();
                throw e;
            }
            service.setTcpNoDelay(true);
            store.setTcpNoDelay(true);
        }

        void carryRequests() {
            carry(service, store, message -> {
                if (faults.isEmpty()) {
                    return message;
                }
                WireRequest request = WireRequest.read(message);
                for (Fault fault : faults) {
                    if (fault.takes(request)) {
                        if (fault.point() == Fault.Point.REPLY) {
                            repliesToFail.put(request.id(), fault);
                            return message;
                        }
                        if (!fault.letsPass()) {
                            return CUT;
                        }
                        if (fault.error() == null) {
                            return message;
                        }
                        send(service, fault.error().replyTo(request.id()));
                        return NOTHING;
                    }
                }
                return message;
            });
        }

        void carryReplies() {
            carry(store, service, message -> {
                int request =
                        ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).getInt(REPLY_TO);
                Fault fault = repliesToFail.remove(request);
                if (fault == null) {
                    return message;
                }
                if (!fault.letsPass()) {
                    return CUT;
                }
                return fault.error() == null ? message : fault.error().replyTo(request);
            });
        }

        private void carry(Socket from, Socket to, Passage passage) {
            try {
                DataInputStream in = new DataInputStream(from.getInputStream());
                while (true) {
                    byte[] message = message(in);
                    if (mute) {
                        continue;
                    }
                    byte[] passed = passage.pass(message);
                    if (passed == CUT) {
                        break;
                    }
                    send(to, passed);
                }
            } catch (IOException e) {
                // Either end has hung up, was killed, or was cut off by us.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                cut();
            }
        }

        /** A whole message; to the service, replies of the store and our own may come at once. */
        private static void send(Socket to, byte[] message) throws IOException {
            synchronized (to) {
                OutputStream out = to.getOutputStream();
                out.write(message);
                out.flush();
            }
        }

        private static byte[] message(DataInputStream in) throws IOException {
            int length = Integer.reverseBytes(in.readInt());
            byte[] message = new byte[length];
            ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).putInt(length);
            in.readFully(message, 4, length - 4);
            return message;
        }

        void cut() {
            lines.remove(this);
            close(service);
            close(store);
        }
    }

    private interface Passage {
        /** What goes on in place of a message; the message itself if all is well. */
        byte[] pass(byte[] message) throws IOException, InterruptedException;
    }
}
