// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.holdfast.ejb.Checkpointed;
import io.holdfast.ejb.Checkpointed.OnFailure;
import io.holdfast.ejb.Checkpointed.OnRollback;
import io.holdfast.ejb.Checkpointed.Timing;
import io.holdfast.ejb.NotCheckpointed;
import jakarta.ejb.PostActivate;
import jakarta.ejb.PrePassivate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@SuppressWarnings("UnusedMethod") // found by reflection
class CallRulesTest {

    @Checkpointed(onFailure = OnFailure.WARN, onRollback = OnRollback.RESTORE)
    static class OfClass {
        public void plain() {}

        @Checkpointed(timing = Timing.CALL)
        public void own() {}

        @NotCheckpointed
        public void reading() {}
    }

    static class Heir extends OfClass {}

    static class OfMethod {
        @Checkpointed
        public void own() {}

        public void plain() {}
    }

    static class Told {
        final List<String> told = new ArrayList<>();

        @PrePassivate
        void sleep() {
            told.add("super sleeps");
        }

        @PostActivate
        private void wake() {
            told.add("super wakes");
        }
    }

    static class ToldToo extends Told {
        @Override
        @PrePassivate
        void sleep() {
            told.add("sleeps");
        }

        @PostActivate
        private void wake() {
            told.add("wakes");
        }
    }

    @Test
    void whatTheClassSaysHoldsForItsMethods() throws Exception {
        CallRules rules = CallRules.of(OfClass.class, OfClass.class.getMethod("plain"));
        assertThat(rules.checkpointed()).isTrue();
        assertThat(rules.onFailure()).isEqualTo(OnFailure.WARN);
        assertThat(rules.restores()).isTrue();
        assertThat(rules.timing()).isEqualTo(Timing.COMMIT);
    }

    @Test
    void whatAMethodSaysHoldsInstead() throws Exception {
        CallRules rules = CallRules.of(OfClass.class, OfClass.class.getMethod("own"));
        assertThat(rules.timing()).isEqualTo(Timing.CALL);
        assertThat(rules.onFailure()).isEqualTo(OnFailure.FAIL);
        assertThat(rules.restores()).isFalse();
    }

    @Test
    void aMethodMaySayThatItChangesNothing() throws Exception {
        assertThat(CallRules.of(OfClass.class, OfClass.class.getMethod("reading"))
                        .checkpointed())
                .isFalse();
    }

    @Test
    void aSubclassInherits() throws Exception {
        assertThat(CallRules.of(Heir.class, Heir.class.getMethod("plain")).restores())
                .isTrue();
    }

    @Test
    void ofAClassThatSaysNothingOnlyTheMethodsThatDoAreCheckpointed() throws Exception {
        assertThat(CallRules.of(OfMethod.class, OfMethod.class.getMethod("own")).checkpointed())
                .isTrue();
        assertThat(CallRules.of(OfMethod.class, OfMethod.class.getMethod("plain"))
                        .checkpointed())
                .isFalse();
    }

    @Test
    void callbacksAreCalledSuperclassFirstAndOverriddenOnesOnce() {
        ToldToo bean = new ToldToo();
        Callbacks callbacks = new Callbacks(ToldToo.class);
        callbacks.prePassivate(bean);
        callbacks.postActivate(bean);
        assertThat(bean.told).containsExactly("sleeps", "super wakes", "wakes");
    }
}
