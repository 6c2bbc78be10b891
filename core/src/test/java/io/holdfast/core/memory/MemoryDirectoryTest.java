// SPDX-License-Identifier: Apache-2.0
package io.holdfast.core.memory;

import io.holdfast.core.port.Directory;
import io.holdfast.core.port.DirectoryContract;

final class MemoryDirectoryTest extends DirectoryContract {

    private final Directory directory = new MemoryDirectory();

    @Override
    protected Directory one() {
        return directory;
    }

    @Override
    protected Directory two() {
        return directory;
    }
}
