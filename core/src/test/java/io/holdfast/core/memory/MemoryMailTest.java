// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.memory;

import io.holdfast.core.port.Mail;
import io.holdfast.core.port.MailContract;

final class MemoryMailTest extends MailContract {

    private final Mail mail = new MemoryMail();

    @Override
    protected Mail one() {
        return mail;
    }

    @Override
    protected Mail two() {
        return mail;
    }
}
