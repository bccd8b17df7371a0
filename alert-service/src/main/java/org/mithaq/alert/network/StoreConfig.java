package org.mithaq.alert.network;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.IndexType;
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

  /** What one store may hold before it writes it out: the larger, the seldomer it is rewritten. */
  private static final long LEAST_BUFFER = 2L << 20;

  private static final long MOST_BUFFER = 8L << 20;
  private static final int BUFFERS_IN_MEMORY = 8;

  /** So many runs of a store are merged at once: they are rewritten less often than by fours. */
  private static final int MERGED_RUNS = 8;

  private static final int PART_OF_INDEX = 4 << 10;
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
    // In parts: whole, those of a large file would push all else out of the cache for one key.
    table.setIndexType(IndexType.kTwoLevelIndexSearch);
    table.setPartitionFilters(true);
    table.setMetadataBlockSize(PART_OF_INDEX);
    // Most keys that are asked for are new. These say so without a search of what was written last.
    table.setPinL0FilterAndIndexBlocksInCache(true);
    options.setMemtablePrefixBloomSizeRatio(MEMORY_FILTER);
    options.setMemtableWholeKeyFiltering(true);
    // A task writes from one thread.
    options.setAllowConcurrentMemtableWrite(false);
    options.setEnableWriteThreadAdaptiveYield(false);
    options.setWriteBufferManager(buffers(memory));
    options.setWriteBufferSize(Math.clamp(memory / BUFFERS_IN_MEMORY, LEAST_BUFFER, MOST_BUFFER));
    options.setLevel0FileNumCompactionTrigger(MERGED_RUNS);
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
