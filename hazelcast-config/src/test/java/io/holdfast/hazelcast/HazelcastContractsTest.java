// SPDX-License-Identifier: Apache-2.0
package io.holdfast.hazelcast;

import io.holdfast.core.port.Directory;
import io.holdfast.core.port.DirectoryContract;
import io.holdfast.core.port.FragmentStoreContract;
import io.holdfast.core.port.Grid;
import io.holdfast.core.port.Mail;
import io.holdfast.core.port.MailContract;
import io.holdfast.core.port.ManifestStoreContract;
import io.holdfast.core.port.Signals;
import io.holdfast.core.port.SignalsContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;

/** The contracts of the ports, on two real members that stand still. */
class HazelcastContractsTest {

    private static Members members;
    private static HazelcastGrid one;
    private static HazelcastGrid two;

    @BeforeAll
    static void start() {
        members = new Members();
        one = members.join("n1");
        two = members.join("n2");
        members.settle();
    }

    @AfterAll
    static void end() {
        members.close();
    }

    @Nested
    class Fragments extends FragmentStoreContract {

        @Override
        protected Grid one() {
            return one.grid();
        }

        @Override
        protected Grid two() {
            return two.grid();
        }
    }

    @Nested
    class Manifests extends ManifestStoreContract {

        @Override
        protected Grid one() {
            return one.grid();
        }

        @Override
        protected Grid two() {
            return two.grid();
        }
    }

    @Nested
    class Texts extends DirectoryContract {

        @Override
        protected Directory one() {
            return one.directory();
        }

        @Override
        protected Directory two() {
            return two.directory();
        }
    }

    @Nested
    class Messages extends SignalsContract {

        @Override
        protected Signals one() {
            return one.signals();
        }

        @Override
        protected Signals two() {
            return two.signals();
        }
    }

    @Nested
    class Letters extends MailContract {

        @Override
        protected Mail one() {
            return one.mail();
        }

        @Override
        protected Mail two() {
            return two.mail();
        }
    }
}
