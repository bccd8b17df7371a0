package org.mithaq.bench.audit;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;
import java.util.List;

/** Has the system forget what it keeps of files in memory, so that they are read from the disk. */
final class PageCache {

  private static final int READ_ONLY = 0;
  private static final int DONT_NEED = 4;

  private PageCache() {}

  /**
   * Writes these files out and drops them, by Linux's {@code fdatasync} and {@code posix_fadvise}.
   */
  static void drop(List<Path> files) throws IOException {
    Linker linker = Linker.nativeLinker();
    MethodHandle open =
        handle(
            linker,
            "open",
            FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT));
    MethodHandle sync =
        handle(
            linker, "fdatasync", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    MethodHandle advise =
        handle(
            linker,
            "posix_fadvise",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT));
    MethodHandle close =
        handle(linker, "close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    for (Path file : files) {
      try (Arena arena = Arena.ofConfined()) {
        MemorySegment name = arena.allocateFrom(file.toString());
        int descriptor = (int) open.invokeExact(name, READ_ONLY);
        if (descriptor < 0) {
          throw new IOException("cannot open " + file);
        }
        int synced = (int) sync.invokeExact(descriptor);
        int advised = (int) advise.invokeExact(descriptor, 0L, 0L, DONT_NEED);
        int closed = (int) close.invokeExact(descriptor);
        if (synced != 0 || advised != 0 || closed != 0) {
          throw new IOException("the system keeps " + file + " in memory");
        }
      } catch (IOException | RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static MethodHandle handle(Linker linker, String name, FunctionDescriptor type) {
    return linker.downcallHandle(linker.defaultLookup().find(name).orElseThrow(), type);
  }
}
