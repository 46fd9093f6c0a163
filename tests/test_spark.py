"""Coding inside Spark, in one process and in a cluster that loses an executor."""

import os
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

import detente as dt

pytest.importorskip("pyspark", reason="pyspark is not installed")
pytest.importorskip("pyarrow", reason="pyarrow is not installed")
if shutil.which("java") is None:
    pytest.skip("there is no Java, which Spark needs", allow_module_level=True)

pytestmark = pytest.mark.filterwarnings("ignore")

COLUMNS = {"text": "body", "date": "day", "id": "n"}


def session(master, **options):
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    builder = SparkSession.builder.master(master).config("spark.ui.enabled", "false")
    builder = builder.config("spark.ui.showConsoleProgress", "false").config("spark.log.level", "OFF")
    for name, value in options.items():
        builder = builder.config(f"spark.{name.replace('_', '.')}", value)
    return builder.getOrCreate()


@pytest.fixture
def spark():
    made = []

    def start(master, **options):
        made.append(session(master, **options))
        return made[-1]

    yield start
    for one in made:
        gateway = one.sparkContext._gateway
        one.stop()
        # The next session shall be another process, with the settings that it asks for.
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(timeout=60)
        from pyspark import SparkContext

        SparkContext._gateway = SparkContext._jvm = None


def texts(examples, times):
    articles = dt.read([examples / "dispatch.txt", examples / "news"]).articles["text"].to_list()
    days = [f"2024-{1 + i // 28:02}-{1 + i % 28:02}" for i in range(times)]
    frame = pl.DataFrame([(text, day) for day in days for text in articles], schema=["body", "day"], orient="row")
    bad = pl.DataFrame({"body": [None, "Ghana thanked Togo."], "day": [None, "no day"]})
    return pl.concat([frame, bad]).with_row_index("n").with_columns(pl.format("row {}", "n").alias("n"))


def collected(df, kind):
    import pyarrow as pa

    return pl.DataFrame(pa.Table.from_batches(df._collect_as_arrow(), schema=dt.engines.SCHEMAS[kind]))


def given(spark, frame, partitions):
    schema = "n string, body string, day string"
    return spark.createDataFrame(frame.select("n", "body", "day").rows(), schema).repartition(partitions)


def test_rows_are_those_of_read(examples, spark):
    from detente.engines import spark as engine

    frame = texts(examples, 3)
    news = dt.read(frame, **COLUMNS)
    df = given(spark("local[2]", sql_execution_arrow_maxRecordsPerBatch=4), frame, 3)
    for kind, order in (("events", "event_id"), ("quotes", "quote_id"), ("times", None)):
        made = engine.code(df, kind=kind, **COLUMNS)
        assert made.columns == dt.empty(kind).columns
        by = order or ["article_id", "start", "end"]
        expected = news.table(kind)
        assert expected.height > 5
        assert_frame_equal(collected(made, kind).cast(expected.schema).sort(by), expected.sort(by))
    problems = collected(engine.code(df, kind="problems", **COLUMNS), "problems")
    assert set(problems.filter(kind="no_text")["source"]) == {f"row {frame.height - 2}"}
    assert problems.height == news.problems.height


def executors(parent):
    """Find the processes below a process that are executors of Spark."""
    children = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            pid, rest = int(stat.parent.name), stat.read_text().rpartition(") ")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        children.setdefault(int(rest[1]), []).append(pid)
    below, waiting = [], [parent]
    while waiting:
        new = children.get(waiting.pop(), [])
        below += new
        waiting += new
    return [pid for pid in below if b"CoarseGrainedExecutorBackend" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks for processes in /proc")
def test_nothing_is_lost_or_doubled_when_an_executor_dies(examples, spark):
    from detente.engines import spark as engine

    frame = texts(examples, 40)
    expected = dt.read(frame, **COLUMNS).events
    cluster = spark("local-cluster[2,1,512]", executor_memory="512m", driver_memory="512m")
    tracker, job = cluster.sparkContext.statusTracker(), {}
    made = engine.code(given(cluster, frame, 12), **COLUMNS)

    def work():
        job["rows"] = collected(made, "events")

    thread = threading.Thread(target=work)
    thread.start()
    killed, done, failed = None, 0, 0
    while thread.is_alive():
        for stage in tracker.getActiveStageIds():
            info = tracker.getStageInfo(stage)
            if info is None or info.numTasks != 12:
                continue
            failed = max(failed, info.numFailedTasks)
            running = executors(cluster.sparkContext._gateway.proc.pid)
            if killed is None and info.numCompletedTasks >= 2 and len(running) == 2:
                killed, done = running[0], info.numCompletedTasks
                os.kill(killed, signal.SIGKILL)
        time.sleep(0.05)
    thread.join()
    assert killed is not None, "the job was over before an executor could be killed"
    assert done < 12
    assert failed > 0, "no task was lost with the executor"
    assert_frame_equal(job["rows"].cast(expected.schema).sort("event_id"), expected.sort("event_id"))
