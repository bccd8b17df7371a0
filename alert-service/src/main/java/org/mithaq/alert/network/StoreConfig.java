package org.mithaq.alert.network;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * Bounds the memory of all stores together: one block cache, which the write buffers are charged
 * to. Left to itself each of some thirty stores would take its own hundred megabytes.
 */
public final class StoreConfig implements RocksDBConfigSetter {

  /** Setting that bears the bound, in bytes. */
  static final String MEMORY = "mithaq.store.memory";

  private static final long DEFAULT_MEMORY = 32L << 20;
  private static final long WRITE_BUFFER = 2L << 20;
  private static final double MEMORY_FILTER = 0.1;
  private static final int SHARD_BITS = -1;

  private static @Nullable Cache cache;
  private static @Nullable WriteBufferManager buffers;

  @Override
  public void setConfig(String storeName, Options options, Map<String, Object> configs) {
    long memory =
        configs.containsKey(MEMORY)
            ? Long.parseLong(String.valueOf(configs.get(MEMORY)))
            : DEFAULT_MEMORY;
    BlockBasedTableConfig table = (BlockBasedTableConfig) options.tableFormatConfig();
    table.setBlockCache(cache(memory));
    table.setCacheIndexAndFilterBlocks(true);
    table.setPinTopLevelIndexAndFilter(true);
    // Most keys that are asked for are new. These say so without a search of what was written last.
    table.setPinL0FilterAndIndexBlocksInCache(true);
    options.setMemtablePrefixBloomSizeRatio(MEMORY_FILTER);
    options.setMemtableWholeKeyFiltering(true);
    // A task writes from one thread.
    options.setAllowConcurrentMemtableWrite(false);
    options.setEnableWriteThreadAdaptiveYield(false);
    options.setWriteBufferManager(buffers(memory));
    options.setWriteBufferSize(WRITE_BUFFER);
    options.setMaxWriteBufferNumber(2);
    options.setTableFormatConfig(table);
  }

  @Override
  public void close(String storeName, Options options) {
    // Shared by all stores, and as long-lived as the process.
  }

  private static synchronized Cache cache(long memory) {
    if (cache == null) {
      RocksDB.loadLibrary();
      cache = new LRUCache(memory, SHARD_BITS, false);
    }
    return cache;
  }

  private static synchronized WriteBufferManager buffers(long memory) {
    if (buffers == null) {
      buffers = new WriteBufferManager(memory / 2, cache(memory));
    }
    return buffers;
  }
}
