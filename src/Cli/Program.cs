Console.WriteLine("ilgpucnn");
