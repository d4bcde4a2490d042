using System.Reflection;
using IlgpuCnn.Data.Catalogs;
using IlgpuCnn.Data.Curriculum.Pacing;
using IlgpuCnn.Data.Datasets;
using IlgpuCnn.Kernels;
using IlgpuCnn.Network.Layers;
using IlgpuCnn.Network.Models;
using IlgpuCnn.Network.Scores;
using IlgpuCnn.Network.Training.Optimizers;
using IlgpuCnn.Network.Training.Schedules;

namespace IlgpuCnn.Network.Library;

/// <summary>Components of a program's own in all catalogs.</summary>
public static class Components
{
    /// <summary>
    /// Puts all classes of an assembly that have a <see cref="ComponentAttribute"/> into the catalogs of their kinds:
    /// models, layers, data sets, scores, pacing functions, optimizers and learning-rate schedules. From then on they can
    /// be asked for by name.
    /// </summary>
    /// <param name="assembly">The assembly.</param>
    /// <returns>How many there are.</returns>
    /// <exception cref="InputException">A name is taken, or an assembly that it needs is missing.</exception>
    public static int RegisterFrom(Assembly assembly)
    {
        try
        {
            return Model.Catalog.RegisterFrom(assembly) + LayerSpec.Catalog.RegisterFrom(assembly)
                + Dataset.Catalog.RegisterFrom(assembly) + ScoringFunction.Catalog.RegisterFrom(assembly)
                + PacingFunction.Catalog.RegisterFrom(assembly) + Optimizer.Catalog.RegisterFrom(assembly)
                + LearningRateSchedule.Catalog.RegisterFrom(assembly);
        }
        catch (ReflectionTypeLoadException e)
        {
            throw new InputException(
                $"'{assembly.GetName().Name}' can't be loaded whole: {e.LoaderExceptions[0]?.Message}", e);
        }
        catch (ArgumentException e)
        {
            throw new InputException($"'{assembly.GetName().Name}' can't be registered: {e.Message.TrimEnd('.')}; change it there.", e);
        }
    }
}
