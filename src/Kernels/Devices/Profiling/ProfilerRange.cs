using System.Text;

namespace IlgpuCnn.Kernels.Devices.Profiling;

/// <summary>
/// A named stretch of the host's time that NVIDIA's profilers show above the launches in it. Without a profiler it
/// costs a test of a flag. Make it once, and enter it as often as wanted.
/// </summary>
/// <param name="name">The name under which profilers show the range.</param>
public sealed class ProfilerRange(string name)
{
    private readonly byte[] text = Encoding.UTF8.GetBytes(name + "\0");

    /// <summary>The name under which profilers show the range.</summary>
    public string Name => name;

    /// <summary>Begins the range; disposing the returned scope ends it.</summary>
    public Scope Enter()
    {
        Nvtx.Push(text);
        return new Scope(Nvtx.IsActive);
    }

    /// <summary>A range that has begun.</summary>
    public readonly ref struct Scope
    {
        private readonly bool isShown;

        internal Scope(bool isShown) => this.isShown = isShown;

        /// <summary>Ends the range.</summary>
        public void Dispose()
        {
            if (isShown)
                Nvtx.Pop();
        }
    }
}
