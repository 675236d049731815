"""Keeps the worker: gives it one job after the other, and ends it where it takes too long or nobody waits any more."""

import asyncio
import sys
from itertools import count

from afterword.cli.editor.messages import Answer, Job, answer_of, packed

PATIENCE = 120.0
"""Seconds after which a job is given up."""
GRACE = 0.3
"""Seconds that a job may still take once nobody waits for it; a new worker takes as long to start."""
_COMMAND = (sys.executable, "-P", "-m", "afterword.cli.editor.worker")


class NoAnswerError(Exception):
    """The worker ended, or was ended because it took too long; the message says which."""


class Clerk:
    """Asks the worker, one job at a time; a new worker is started whenever there is none."""

    def __init__(self, patience: float = PATIENCE) -> None:
        """Nothing runs before the first job."""
        self._patience = patience
        self._jobs: asyncio.PriorityQueue[tuple[bool, int, Job, asyncio.Future[Answer]]] = asyncio.PriorityQueue()
        self._numbers = count()
        self._worker: asyncio.subprocess.Process | None = None
        self._runner: asyncio.Task[None] | None = None

    def ask(self, job: Job, *, waits: bool) -> asyncio.Future[Answer]:
        """Asks; jobs for which a person ``waits`` come before the others. Cancelling the future takes the job back.

        errors: the future raises ``NoAnswerError``.
        """
        if self._runner is None:
            self._runner = asyncio.create_task(self._run())
        future: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._jobs.put_nowait((not waits, next(self._numbers), job, future))
        return future

    async def close(self) -> None:
        """Ends the worker and whatever it does."""
        if self._runner is not None:
            self._runner.cancel()
            await asyncio.wait({self._runner})

    async def _run(self) -> None:
        try:
            while True:
                _, _, job, future = await self._jobs.get()
                if not future.done():
                    await self._do(job, future)
        finally:
            await self._end()

    async def _do(self, job: Job, future: asyncio.Future[Answer]) -> None:
        answering = asyncio.create_task(self._answer(job))
        try:
            await asyncio.wait({answering, future}, timeout=self._patience, return_when=asyncio.FIRST_COMPLETED)
            if future.done() and not answering.done():
                await asyncio.wait({answering}, timeout=GRACE)
        finally:
            if not answering.done():
                answering.cancel()
                await asyncio.wait({answering})
                await self._end()
        failure = None if answering.cancelled() else answering.exception()
        if future.done():
            return
        if answering.cancelled():
            future.set_exception(NoAnswerError(f"took longer than {self._patience:g} s and was given up"))
        elif isinstance(failure, EOFError | ConnectionError):
            await self._end()
            future.set_exception(NoAnswerError("failed; standard error of the language server says why"))
        elif failure is not None:
            future.set_exception(failure)
        else:
            future.set_result(answering.result())

    async def _answer(self, job: Job) -> Answer:
        worker = self._worker
        if worker is None or worker.returncode is not None:
            pipe = asyncio.subprocess.PIPE
            worker = self._worker = await asyncio.create_subprocess_exec(*_COMMAND, stdin=pipe, stdout=pipe)
        assert worker.stdin is not None
        assert worker.stdout is not None
        worker.stdin.write(packed(job))
        await worker.stdin.drain()
        head = await worker.stdout.readline()
        if not head:
            raise EOFError
        return answer_of(await worker.stdout.readexactly(int(head)))

    async def _end(self) -> None:
        worker, self._worker = self._worker, None
        if worker is not None:
            if worker.returncode is None:
                worker.kill()
            await worker.wait()
