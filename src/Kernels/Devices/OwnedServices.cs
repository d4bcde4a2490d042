namespace IlgpuCnn.Kernels.Devices;

/// <summary>
/// Objects that live as long as a <see cref="ComputeDevice"/> does, one of a type, each made when first asked for. Owns
/// them; the latest is disposed first.
/// </summary>
internal sealed class OwnedServices : IDisposable
{
    private readonly Dictionary<Type, IDisposable> byType = [];
    private readonly Stack<IDisposable> inOrder = [];

    /// <summary>
    /// The object of type <typeparamref name="T"/>, made by <paramref name="create"/> if there is none yet.
    /// </summary>
    public T Get<T>(ComputeDevice device, Func<ComputeDevice, T> create)
        where T : class, IDisposable
    {
        if (byType.TryGetValue(typeof(T), out IDisposable? known))
            return (T)known;
        T made = create(device);
        byType.Add(typeof(T), made);
        inOrder.Push(made);
        return made;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        byType.Clear();
        while (inOrder.TryPop(out IDisposable? last))
            last.Dispose();
    }
}
