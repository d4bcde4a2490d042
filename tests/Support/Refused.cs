using IlgpuCnn.Kernels;
using NUnit.Framework.Constraints;

namespace IlgpuCnn.Tests.Support;

/// <summary>What a user's mistake has to lead to.</summary>
public static class Refused
{
    /// <summary>One sentence, on one line, that holds all of these.</summary>
    public static IResolveConstraint With(params string[] parts)
    {
        Constraint message = Does.EndWith(".").And.Not.Contain("\n");
        foreach (string part in parts)
            message &= Does.Contain(part);
        return Throws.TypeOf<InputException>().With.Property(nameof(Exception.Message)).Matches(message);
    }

    /// <summary>What a call is refused with.</summary>
    public static InputException By(Action call) => Assert.Throws<InputException>(call)!;
}
