// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.core.layout.Digest;
import io.holdfast.ejb.IdempotencyException;
import io.holdfast.ejb.capture.CaptureException;
import io.holdfast.ejb.capture.ValueCodec;
import jakarta.ejb.ApplicationException;
import jakarta.interceptor.InvocationContext;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** Turns what a call did into an answer, and an answer into what the call did. Thread-safe. */
final class Retries {

    private static final Logger LOG = Logger.getLogger("io.holdfast.session");
    private static final byte[] NONE = {};
    private static final int LONGEST_TEXT = 1_000;

    /** Values of these are told apart by their text; of all others only the class is compared. */
    private static final Set<String> PLAIN_PACKAGES = Set.of("java.lang", "java.math", "java.time");

    private final Beans beans;
    private final int keys;
    private final int largest;
    private final Map<Beans.BusinessMethod, ValueCodec> codecs = new ConcurrentHashMap<>();
    private final Set<Method> warned = ConcurrentHashMap.newKeySet();

    Retries(Beans beans, int keys, int largest) {
        this.beans = beans;
        this.keys = keys;
        this.largest = largest;
    }

    /** Refuses a call whose answer there is no room for. */
    void check(Replies.Place place) {
        if (keys > 0 && place.ordinal() >= Replies.MOST_CALLS) {
            throw new IdempotencyException(
                    "HF3087 a request with an idempotency key may make " + Replies.MOST_CALLS
                            + " calls that change a session, this is one more; make fewer, or send no key",
                    null);
        }
    }

    /** The answer that a call gives, now and to each retry. */
    Replies.Answer answer(Replies.Place place, InvocationContext invocation, Object result, Exception thrown) {
        Method method = invocation.getMethod();
        Replies.Kind kind = Replies.Kind.NOTHING;
        byte[] bytes = NONE;
        if (thrown != null) {
            kind = Replies.Kind.EXCEPTION;
            String message = String.valueOf(thrown.getMessage());
            bytes = (thrown.getClass().getName()
                            + '\n'
                            + message.substring(0, Math.min(LONGEST_TEXT, message.length())))
                    .getBytes(StandardCharsets.UTF_8);
        } else if (result != null) {
            try {
                bytes = codec(invocation).encode(result);
                kind = Replies.Kind.VALUE;
            } catch (CaptureException e) {
                warn(method, e.getMessage());
                kind = Replies.Kind.NOT_KEPT;
            }
            if (bytes.length > largest) {
                warn(method, "HF3075 it has " + bytes.length + " bytes, holdfast.idempotency.result.max is " + largest);
                bytes = NONE;
                kind = Replies.Kind.NOT_KEPT;
            }
        }
        return new Replies.Answer(place, name(invocation), arguments(invocation), kind, bytes);
    }

    private void warn(Method method, String why) {
        if (warned.add(method)) {
            LOG.log(
                    Level.WARNING,
                    "HF3073 the result of {0} is not kept for retries, which get an exception instead: {1}",
                    new Object[] {method, why});
        }
    }

    /**
     * Does again what the call did when it was applied.
     *
     * @throws IdempotencyException if it was another call, or its result is not kept
     * @throws Exception what it threw
     */
    Object again(Replies.Answer answer, InvocationContext invocation) throws Exception {
        String key = answer.place().key();
        if (!answer.call().equals(name(invocation)) || !answer.arguments().equals(arguments(invocation))) {
            throw new IdempotencyException(
                    "HF3086 the idempotency key '" + key + "' was used for " + answer.call()
                            + " with other arguments before; take a new key for each new request",
                    null);
        }
        return switch (answer.kind()) {
            case NOTHING -> null;
            case VALUE -> codec(invocation).decode(answer.bytes());
            case EXCEPTION -> throw exception(answer, invocation);
            case NOT_KEPT ->
                throw new IdempotencyException(
                        "HF3076 the call with the idempotency key '" + key
                                + "' was applied before, and its result is not kept; ask for the state",
                        null);
        };
    }

    private static Exception exception(Replies.Answer answer, InvocationContext invocation) {
        String[] parts = new String(answer.bytes(), StandardCharsets.UTF_8).split("\n", 2);
        try {
            Class<?> type = Class.forName(
                    parts[0], false, invocation.getMethod().getDeclaringClass().getClassLoader());
            boolean declared = Arrays.stream(invocation.getMethod().getExceptionTypes())
                    .anyMatch(known -> known.isAssignableFrom(type));
            if (declared || type.isAnnotationPresent(ApplicationException.class)) {
                return type.asSubclass(Exception.class)
                        .getConstructor(String.class)
                        .newInstance(parts[1]);
            }
        } catch (ReflectiveOperationException | ClassCastException e) {
            LOG.log(Level.FINE, "HF3077 an exception of an earlier call cannot be made again", e);
        }
        return new IdempotencyException(
                "HF3078 the call with the idempotency key '" + answer.place().key() + "' was made before and failed: "
                        + parts[0] + ": " + parts[1],
                null);
    }

    private ValueCodec codec(InvocationContext invocation) {
        return codecs.computeIfAbsent(
                beans.businessMethod(invocation.getTarget(), invocation.getMethod()), beans::results);
    }

    private String name(InvocationContext invocation) {
        Method method = invocation.getMethod();
        return beans.name(invocation.getTarget())
                + '#'
                + method.getName()
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(",", "(", ")"));
    }

    private static Digest arguments(InvocationContext invocation) {
        Object[] arguments = invocation.getParameters();
        StringBuilder text = new StringBuilder();
        for (Object argument : arguments == null ? new Object[0] : arguments) {
            String told = argument == null ? "" : argument.getClass().getName();
            if (argument instanceof Enum<?> constant) {
                told += constant.name();
            } else if (argument != null
                    && PLAIN_PACKAGES.contains(argument.getClass().getPackageName())) {
                told += argument;
            }
            text.append(told.length()).append(':').append(told);
        }
        return Digest.of(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
