// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.inject.Inject;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

@SuppressWarnings({"serial", "UnusedVariable", "UnusedMethod", "UnusedNestedClass"})
class FieldCheckTest {

    private static final class Plain {}

    private static final class Other {}

    private record Address(String street, Optional<String> floor) implements Serializable {}

    private static final class Node implements Serializable {
        private Node next;
        private transient Plain scratch;
    }

    private static final class Writer implements Serializable {
        private Plain written;

        private void writeObject(ObjectOutputStream out) throws IOException {
            out.writeInt(1);
        }
    }

    private static final class Good {
        private Other other;
        private List<? extends Number> numbers = new ArrayList<>();
        private Map<String, Node> nodes;
        private Object anything;
        private Runnable open;
        private Writer writer;
        private int[][] matrix;

        @Inject
        private Plain injected;

        private transient Plain scratch;
    }

    private static final class Bad {
        private Plain plain;
        private Optional<String> maybe;
        private List<Plain[]> listed;
        private Map<String, Address> addresses;
        private List<Other> others;
        private Thread thread;
    }

    private static List<String> problems(Class<?> bean) {
        return FieldCheck.problems(bean, type -> type == Other.class);
    }

    @Test
    void whatCanBeCapturedIsNoProblem() {
        assertThat(problems(Good.class)).isEmpty();
    }

    @Test
    void everyProblemIsReportedWithCodeClassFieldAndCure() {
        assertThat(problems(Bad.class))
                .hasSize(6)
                .allSatisfy(problem ->
                        assertThat(problem).startsWith("HF3010 field ").contains(" of bean " + Bad.class.getName()))
                .anySatisfy(problem -> assertThat(problem)
                        .contains("field plain ", Plain.class.getName(), "Make the type Serializable"))
                .anySatisfy(problem ->
                        assertThat(problem).contains("field maybe ", "java.util.Optional", "Keep the value itself"))
                .anySatisfy(problem -> assertThat(problem).contains("field listed ", Plain.class.getName()))
                .anySatisfy(problem ->
                        assertThat(problem).contains("field addresses > Address.floor ", "java.util.Optional"))
                .anySatisfy(problem -> assertThat(problem).contains("field others ", "in a field of its own"))
                .anySatisfy(problem -> assertThat(problem).contains("field thread ", "java.lang.Thread"));
    }
}
