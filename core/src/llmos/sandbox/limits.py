"""Resource limits: memory, processor time, file size, descriptors, threads, no core dumps."""

from __future__ import annotations

from llmos.sandbox.policy import Policy


def apply(policy: Policy) -> None:
    """Lower this process's limits to the policy's; a limit that is already lower stays.

    Soft and hard limit are the same, so that the process cannot ask for more later.
    """
    import resource  # does not exist on Windows

    wanted = {
        resource.RLIMIT_AS: policy.memory,
        resource.RLIMIT_CPU: policy.cpu_seconds,
        resource.RLIMIT_FSIZE: policy.file_size,
        resource.RLIMIT_NOFILE: policy.open_files,
        resource.RLIMIT_NPROC: policy.processes,
        resource.RLIMIT_CORE: 0,
    }
    for which, value in wanted.items():
        hard = resource.getrlimit(which)[1]
        limit = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(which, (limit, limit))
