using IlgpuCnn.Kernels;

namespace IlgpuCnn.Network.Training;

/// <summary>Checks of numbers in configurations, with one form of message.</summary>
internal static class ConfigCheck
{
    /// <exception cref="InputException">It does not hold.</exception>
    public static void Require(bool holds, string what, object? value, string wanted)
    {
        if (!holds)
            throw new InputException(FormattableString.Invariant($"The {what} is {value}; it must be {wanted}."));
    }
}
