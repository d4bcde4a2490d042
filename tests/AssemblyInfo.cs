// Fixtures run side by side, a core each. What two of them share must stand that, or they say NonParallelizable.
[assembly: Parallelizable(ParallelScope.Fixtures)]
