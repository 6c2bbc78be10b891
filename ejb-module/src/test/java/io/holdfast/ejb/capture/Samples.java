// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import java.util.List;
import java.util.Optional;

/** What several tests use. */
final class Samples {

    /** No bean of the test is a proxy. */
    static final BeanReferences NO_REFERENCES = new BeanReferences() {
        @Override
        public Optional<String> nameOf(Object value) {
            return Optional.empty();
        }

        @Override
        public Optional<Object> proxy(String name) {
            return Optional.empty();
        }
    };

    private Samples() {}

    static BeanCapture capture(String codec, Class<?> bean, String... allowed) {
        return new BeanCapture(
                bean, List.of(allowed), new Codecs(codec, Samples.class.getClassLoader()), NO_REFERENCES);
    }
}
