// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import io.holdfast.ejb.Checkpointed.OnFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is captured together: beans that calls changed, and answers to be kept for retries. Not thread-safe. */
final class Changes {

    private final Map<String, Object> beans = new LinkedHashMap<>();
    private final List<Replies.Answer> answers = new ArrayList<>();
    private boolean mustBeSafe;

    /** A call of a bean ended. */
    void add(String name, Object bean, CallRules rules) {
        beans.put(name, bean);
        mustBeSafe |= rules.onFailure() == OnFailure.FAIL;
    }

    /** What a call answered. */
    void add(Replies.Answer answer) {
        answers.add(answer);
    }

    void addAll(Changes others) {
        beans.putAll(others.beans);
        answers.addAll(others.answers);
        mustBeSafe |= others.mustBeSafe;
    }

    /** A bean is gone: nothing of it is captured. */
    void forget(String name) {
        beans.remove(name);
    }

    boolean isEmpty() {
        return beans.isEmpty();
    }

    /** Whether a call fails without its checkpoint: one of them that asks for it is enough. */
    boolean mustBeSafe() {
        return mustBeSafe;
    }

    /** The beans, behind all proxies, by name. */
    Map<String, Object> beans() {
        return beans;
    }

    List<Replies.Answer> answers() {
        return answers;
    }
}
