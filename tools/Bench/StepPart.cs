namespace IlgpuCnn.Bench;

/// <summary>Which way through the network a part of a step goes; neither for drawing and updating.</summary>
internal enum Direction
{
    None,
    Forward,
    Backward,
}

/// <summary>One part of a training step: how to run it, and the seconds it took.</summary>
internal sealed record StepPart(string Name, Direction Direction, Action Work)
{
    /// <summary>Seconds, a round each.</summary>
    public Samples Seconds { get; } = new();

    /// <summary>Name and direction.</summary>
    public override string ToString() =>
        Direction == Direction.None ? Name : $"{Name}, {Direction.ToString().ToLowerInvariant()}";
}
