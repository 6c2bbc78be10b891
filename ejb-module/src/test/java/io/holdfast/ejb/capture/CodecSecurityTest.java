// SPDX-License-Identifier: Apache-2.0
package io.holdfast.ejb.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bytes from the cluster are not trusted: what they may do to the member that reads them. */
class CodecSecurityTest {

    private static final AtomicInteger SPRUNG = new AtomicInteger();

    static final class Bean {
        Object anything;
        List<String> texts = new ArrayList<>();
    }

    /** As the chains of CVE-2015-7501 begin: reading it does something. */
    static final class Gadget implements Serializable {
        private static final long serialVersionUID = 1L;

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            SPRUNG.incrementAndGet();
        }
    }

    /** As the chains of commons-collections end: an invocation handler behind an innocent interface. */
    static final class Handler implements InvocationHandler, Serializable {
        private static final long serialVersionUID = 1L;

        @Override
        public Object invoke(Object proxy, Method method, Object[] arguments) {
            SPRUNG.incrementAndGet();
            return null;
        }
    }

    /** Somebody else's bytes for the same bean: written with a list that allows everything here. */
    private static byte[] hostile(String codec, Object value) {
        Bean bean = new Bean();
        bean.anything = value;
        byte[] bytes =
                Samples.capture(codec, Bean.class, "io.holdfast.ejb.capture.*").capture(bean);
        SPRUNG.set(0);
        return bytes;
    }

    private static void restore(String codec, byte[] bytes) {
        Samples.capture(codec, Bean.class).restore(new Bean(), bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void aGadgetIsRefusedAndNamedBeforeItCanSpring(String codec) {
        for (Object where : List.of(
                new Gadget(),
                new ArrayList<>(List.of(new Gadget())),
                new HashMap<>(Map.of("k", new Gadget())),
                new Object[] {new Gadget()})) {
            byte[] bytes = hostile(codec, where);
            assertThatThrownBy(() -> restore(codec, bytes))
                    .isInstanceOf(CaptureException.class)
                    .hasMessageStartingWith("HF3024 ")
                    .hasMessageContaining(Gadget.class.getName())
                    .hasMessageContaining("holdfast.serialization.allow");
            assertThat(SPRUNG).hasValue(0);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void aDynamicProxyIsRefused(String codec) {
        Object proxy = Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Map.class}, new Handler());
        Bean bean = new Bean();
        bean.anything = proxy;
        assertThatThrownBy(() -> Samples.capture(codec, Bean.class, Handler.class.getName())
                        .capture(bean))
                .isInstanceOf(CaptureException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void aLambdaIsRefused(String codec) {
        Bean bean = new Bean();
        bean.anything = (Supplier<String> & Serializable) () -> "code";
        assertThatThrownBy(() -> Samples.capture(codec, Bean.class, "io.holdfast.ejb.capture.*")
                        .capture(bean))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("HF3023");
    }

    @Test
    void bytesOfFullJavaSerializationInsideDoNotComeInThroughFory() throws IOException {
        byte[] java = hostile("java", new Gadget());
        int begin = RecordFormat.read(java).length();
        byte[] head = RecordFormat.head("fory", RecordFormat.read(java).fields());
        byte[] disguised = Arrays.copyOf(head, head.length + java.length - begin);
        System.arraycopy(java, begin, disguised, head.length, java.length - begin);
        assertThatThrownBy(() -> restore("fory", disguised)).isInstanceOf(CaptureException.class);
        assertThat(SPRUNG).hasValue(0);
    }

    @Test
    void anArrayThatIsLongerThanItsStreamIsRefusedBeforeItIsMade() {
        byte[] bytes = hostile("java", new long[] {1, 2, 3});
        // The length stands before the elements: 00 00 00 03, then 1, 2, 3 as eight bytes each
        for (int at = 0; at < bytes.length - 28; at++) {
            if (Arrays.equals(
                    Arrays.copyOfRange(bytes, at, at + 12), new byte[] {0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 1})) {
                bytes[at] = 0x7F;
            }
        }
        assertThatThrownBy(() -> restore("java", bytes))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("REJECTED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void noDamageToTheBytesEscapesAsAnythingElse(String codec) {
        Bean bean = new Bean();
        bean.anything = new ArrayList<>(List.of("a", 1, 2L, new int[] {4, 5}, Map.of("k", "v")));
        bean.texts.add("text");
        byte[] good = Samples.capture(codec, Bean.class).capture(bean);
        BeanCapture reader = Samples.capture(codec, Bean.class);
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            byte[] bad = good.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            try {
                reader.restore(new Bean(), bad);
            } catch (CaptureException e) {
                assertThat(e.getMessage()).matches("(?s)HF302[45] .*");
            }
        }
    }

    @Test
    void aRecordOfAnotherFormatOrCodecIsRefusedWithTheReason() throws IOException {
        byte[] bytes = Samples.capture("java", Bean.class).capture(new Bean());
        byte[] newer = bytes.clone();
        newer[2] = 9;
        assertThatThrownBy(() -> restore("java", newer))
                .hasMessageContaining("HF3025")
                .hasMessageContaining("format 9");
        ByteArrayOutputStream other = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(other);
        out.write(new byte[] {'H', 'B', 1});
        out.writeUTF("kryo");
        out.writeShort(0);
        assertThatThrownBy(() -> restore("java", other.toByteArray())).hasMessageContaining("no codec 'kryo'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void aGraphTooDeepForTheStackIsRefusedWhenItIsWritten(String codec) {
        Bean bean = new Bean();
        for (int i = 0; i < 200_000; i++) {
            bean.anything = new Object[] {bean.anything};
        }
        assertThatThrownBy(() -> Samples.capture(codec, Bean.class).capture(bean))
                .isInstanceOf(CaptureException.class)
                .hasMessageContaining("HF3027");
    }

    @ParameterizedTest
    @ValueSource(strings = {"java", "fory"})
    void aGraphThatCouldBeWrittenCanBeReadHoweverDeep(String codec) {
        int most = 0;
        for (int levels = 100; levels <= 6_400; levels *= 2) {
            Bean bean = new Bean();
            for (int i = 0; i < levels; i++) {
                bean.anything = new ArrayList<>(Arrays.asList(bean.anything));
            }
            byte[] bytes;
            try {
                bytes = Samples.capture(codec, Bean.class).capture(bean);
            } catch (CaptureException e) {
                assertThat(e).hasMessageStartingWith("HF3027 ");
                break;
            }
            Bean after = new Bean();
            Samples.capture(codec, Bean.class).restore(after, bytes);
            assertThat(depth(after.anything)).isEqualTo(levels);
            most = levels;
        }
        assertThat(most).isPositive();
    }

    private static int depth(Object list) {
        int levels = 0;
        for (Object level = list; level != null; level = ((List<?>) level).get(0)) {
            levels++;
        }
        return levels;
    }
}
